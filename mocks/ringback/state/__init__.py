"""What is remembered: worlds as immutable values, tables, transactions, clock, timers and scenarios."""
