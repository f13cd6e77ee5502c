package planted.cache;

/** Planted: a package that the table does not have. */
public record PackageWithoutLine(int size) {}
