import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.common.Term;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.List;

/** Names by HanLP's portable jar: reads one text a line from a file, writes [[start, end, kind], …] a line in code points, and the seconds last. */
public class HanlpNames {
    public static void main(String[] arguments) throws Exception {
        List<String> texts = Files.readAllLines(Paths.get(arguments[0]));
        Segment segment = HanLP.newSegment().enableAllNamedEntityRecognize(true).enableOffset(true);
        segment.seg("开始");
        StringBuilder out = new StringBuilder();
        long started = System.nanoTime();
        for (String text : texts) {
            out.append('[');
            int at = 0;
            String comma = "";
            for (Term term : segment.seg(text)) {
                int end = at + term.word.codePointCount(0, term.word.length());
                String tag = term.nature.toString();
                String kind = tag.startsWith("nr") ? "PER" : tag.startsWith("ns") ? "LOC" : tag.startsWith("nt") ? "ORG" : "";
                out.append(comma).append('[').append(at).append(',').append(end).append(",\"").append(kind).append("\"]");
                comma = ",";
                at = end;
            }
            out.append("]\n");
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        new PrintStream(System.out, true, "UTF-8").print(out.toString() + seconds + "\n");
    }
}
