"""Everything that is published but the pages: addresses, tables, downloads, feeds, the site."""
