"""Tilldelat: bygger en webbplats som redovisar beslut om tilldelade medel."""
