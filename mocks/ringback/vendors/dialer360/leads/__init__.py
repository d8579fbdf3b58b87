"""The chapters about leads: looking one up, adding, updating, checking a number."""
