"""What anyone can try of a published site by its files alone: is it whole, and does it add up."""
