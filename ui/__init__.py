"""How things look: the frame around the pages, filters, charts, tables and the palette."""
