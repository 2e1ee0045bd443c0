"""The weights that ship (``model.npz``), and what they were fitted on and get wrong (``card.json``, ``CARD.md``)."""
