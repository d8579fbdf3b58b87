"""MaxContact: one contact centre, and the two APIs that steer it; `agent` and `management` are the apps."""
