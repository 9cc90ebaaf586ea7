"""People, the households they are part of over time, who decides for whom, and their own network."""
