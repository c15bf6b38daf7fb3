"""How rows become files: styles of clerks, sheets with their decorations, writers of workbooks and text."""
