"""Download Outbound, Inbound, Manual Dial and Scheduled Callback Reports (8 to 11)."""
