"""What a reader opens: one kind of page, one function and one template."""
