"""What a network loses with its actors: removals, the historic order against others, successors, effects on orders."""
