"""Networks: the policy that makes them of claims, the ties, the steps of orders, and conversion."""
