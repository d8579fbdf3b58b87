"""Download Outbound, Inbound and Manual Dial As Of Reports (12 to 14)."""
