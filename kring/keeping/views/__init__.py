"""Pages of keeping: runs and terms for the privacy officer, requests to destroy for who asks and who answers."""
