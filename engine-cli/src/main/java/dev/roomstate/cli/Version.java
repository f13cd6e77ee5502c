package dev.roomstate.cli;

import dev.roomstate.crypto.Ed25519;
import picocli.CommandLine.IVersionProvider;

/** Which Roomstate runs, on what. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "roomstate " + (version == null ? "(unpackaged)" : version),
      "Java " + System.getProperty("java.version") + ", Ed25519 by " + Ed25519.best().providerName()
    };
  }
}
