"""What a run was asked for and came to: settings, `run.json`, the closing summary."""
