"""What pages share: the visit, the caches, the frame and the parts they draw with."""
