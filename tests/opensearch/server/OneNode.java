import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.opensearch.Version;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.PluginInfo;

/**
 * One node of a cluster on loopback, in a process of its own, so that a test can kill it:
 * OneNode HOME NUMBER HTTP_PORT,TRANSPORT_PORT,PUBLISHED_PORT … with the ports of all nodes; other nodes connect to the published
 * one, behind which a proxy may stand. No security: for tests, never for use.
 */
public final class OneNode {
  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]).toAbsolutePath();
    int number = Integer.parseInt(args[1]);
    List<String> seeds = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 2; i < args.length; i++) {
      seeds.add("127.0.0.1:" + args[i].split(",")[2]);
      names.add("n" + (i - 1));
    }
    String[] ports = args[number + 1].split(",");
    for (String folder : List.of("config", "data", "logs", "modules", "plugins")) Files.createDirectories(home.resolve(folder));
    Settings settings = Settings.builder()
      .put("cluster.name", "hansou-test-" + args[2].replace(",", "-"))
      .put("node.name", "n" + number)
      .putList("node.roles", "cluster_manager", "data")
      .put("path.home", home.toString())
      .put("network.host", "127.0.0.1")
      .put("http.port", ports[0])
      .put("transport.port", ports[1])
      .put("transport.publish_port", ports[2])
      .putList("discovery.seed_hosts", seeds)
      .putList("cluster.initial_cluster_manager_nodes", names)
      .put("node.store.allow_mmap", false)
      .put("node.processors", 1)
      .put("cluster.routing.allocation.disk.threshold_enabled", false)
      .build();
    Environment environment =
      InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), home.resolve("config"), () -> "n" + number);
    Node node = create(environment, List.of(
      plugin("org.opensearch.transport.Netty4Plugin", "org.opensearch.transport.Netty4ModulePlugin"),
      plugin("org.opensearch.analysis.common.CommonAnalysisPlugin", "org.opensearch.analysis.common.CommonAnalysisModulePlugin")));
    node.start();
    System.out.println("started n" + number + ", OpenSearch " + Version.CURRENT);
    Thread.currentThread().join();
  }

  /** 2.x takes the classes of the plugins that are on the class path, 3.x a description of each. */
  private static Node create(Environment environment, List<Class<? extends Plugin>> classes) throws Exception {
    for (Constructor<?> constructor : Node.class.getDeclaredConstructors()) {
      if (constructor.getParameterCount() != 3) continue;
      constructor.setAccessible(true);
      if (Version.CURRENT.major < 3) return (Node) constructor.newInstance(environment, classes, true);
      Collection<PluginInfo> infos = new ArrayList<>();
      for (Class<?> type : classes)
        infos.add(new PluginInfo(type.getName(), "on the class path", "NA", Version.CURRENT, "21", type.getName(), null, List.of(), false));
      return (Node) constructor.newInstance(environment, infos, true);
    }
    throw new IllegalStateException("no constructor of Node takes plugins");
  }

  private static Class<? extends Plugin> plugin(String... names) throws ClassNotFoundException {
    for (String name : names)
      try {
        return Class.forName(name).asSubclass(Plugin.class);
      } catch (ClassNotFoundException otherVersion) {
        // The class has another name in the other major version.
      }
    throw new ClassNotFoundException(String.join(" / ", names));
  }
}
