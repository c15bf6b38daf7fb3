"""People: from linked records to persons, each with one best value per field, a life state and a place."""
