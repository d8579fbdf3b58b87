"""What is published: reference, coverage and OpenAPI, as pure functions of the catalogue and of what was seen."""
