"""Rules of harmony and melody, as a teacher would mark them: read from scores, without the code that wrote them."""
