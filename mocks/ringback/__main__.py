"""`python -m ringback` is the `ringback` command."""

from ringback.cli import main

if __name__ == "__main__":
    main()
