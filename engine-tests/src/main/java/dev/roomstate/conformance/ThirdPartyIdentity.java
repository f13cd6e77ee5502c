package dev.roomstate.conformance;

import static dev.roomstate.conformance.JsonTree.object;

import dev.roomstate.json.CanonicalJson;
import dev.roomstate.json.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * An identity server of hand-written rooms: its key is made of its name.
 *
 * @param name its server name
 * @param servers who makes keys
 */
public record ThirdPartyIdentity(String name, TimelineServers servers) {

  /** The content of a third-party invite event that this server's key can answer. */
  public Map<String, Object> inviteContent() {
    String url = "https://" + name + "/_matrix/identity/v2/pubkey/isvalid";
    String key = publicKey();
    return object(
        "display_name",
        "bo...@exa...",
        "key_validity_url",
        url,
        "public_key",
        key,
        "public_keys",
        List.of(object("public_key", key, "key_validity_url", url)));
  }

  /** Its public key, in base64. */
  public String publicKey() {
    return servers.publicKey(name);
  }

  /** The signed block that binds a user to a token. */
  public Map<String, Object> signed(String mxid, String token) {
    return sign(object("mxid", mxid, "token", token));
  }

  /** This object, with this server's signature. */
  public Map<String, Object> sign(Map<String, Object> block) {
    byte[] text = JsonTree.write(block).getBytes(StandardCharsets.UTF_8);
    byte[] message = CanonicalJson.write(JsonParser.parse(text).get().value());
    block.put(
        "signatures", object(name, object(TimelineServers.KEY_ID, servers.sign(name, message))));
    return block;
  }
}
