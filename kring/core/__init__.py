"""What every module stands on: time, ids, verdicts, needs, page parts. Knows nothing of the domain."""
