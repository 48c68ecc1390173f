"""What a returned file says: workbook, layout, matching, narrative, and the load into the store."""
