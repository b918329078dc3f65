import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.transport.Netty4Plugin;

/** One Elasticsearch node on this machine: java -cp 'jars/*' SearchNode.java FOLDER. Stops when its input ends. */
class SearchNode extends Node {
  SearchNode(Settings settings, Path folder) {
    super(InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), folder, () -> "demo"), List.of(Netty4Plugin.class), false);
  }

  public static void main(String[] arguments) throws Exception {
    var settings = Settings.builder()
        .put("path.home", arguments[0])
        .put("discovery.type", "single-node")
        .put("http.host", "127.0.0.1").put("http.port", 0)
        .put("transport.host", "127.0.0.1").put("transport.port", 0)
        .put("action.auto_create_index", true)
        .put("cluster.routing.allocation.disk.threshold_enabled", false)
        .build();
    try (var node = new SearchNode(settings, Path.of(arguments[0]))) {
      node.start();
      var address = node.injector().getInstance(org.elasticsearch.http.HttpServerTransport.class).boundAddress();
      System.out.println("ready at http://" + address.publishAddress());
      while (System.in.read() >= 0) { /* until the starter closes it, or is gone */ }
    }
  }
}
