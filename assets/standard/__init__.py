"""Standard floor: every source in one person-record shape; each distinct text is standardized once and joined back."""
