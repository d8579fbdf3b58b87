"""What text messages and e-mails have in common."""
