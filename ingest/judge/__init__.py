"""What a narrative claims: its clauses weighed by rules that are data, no model, no network."""
