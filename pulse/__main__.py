"""``python -m pulse`` is the command line."""

from pulse.cli import main

if __name__ == "__main__":
    main()
