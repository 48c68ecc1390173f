"""What the returned ledgers mean: plan facts, quarters, the store and the metrics over it."""
