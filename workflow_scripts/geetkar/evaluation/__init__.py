"""What samples and people's songs measure, next to an n-gram and compressors."""
