"""The keyboard: arguments in, files and messages out, exit codes."""
