"""Who of the household is asked to a talk, and answers that come by mail or feed."""
