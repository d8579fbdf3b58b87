"""The web console: pages in which a person sees a world live and steers it, made of what the control plane answers."""
