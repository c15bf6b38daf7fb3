"""What is measured: accuracy against the simulator's truth, and speed. Every table in docs/ names its command."""
