"""What is wrong with the data: shapes, dataset rules and lexical checks give findings; reports list and count them."""
