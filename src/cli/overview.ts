/** What `hansou` prints without a command, and with `--help`: the commands, in English or Chinese. */
import type { Command } from './command.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What each command does, in Chinese; in English it is the first line of its help. */
const chineseSummaries: Readonly<Record<string, string>> = {
  build: '读取文件，建成索引。',
  merge: '把几个索引文件合成一个。',
  site: '给已经生成的网站加上搜索。',
  serve: '在本机展示网站或索引的搜索页。',
  search: '搜索索引，列出最好的文章和摘要。',
  segment: '把文本切成词。',
  articles: '找出报纸版面上的文章。',
  names: '从文本中找出词典里没有的名字。',
  mcp: '供语言模型使用的 MCP 服务。',
  inspect: '描述并检查索引文件。',
  cluster: '把索引放在 OpenSearch 或 Elasticsearch 集群上。',
  completion: '输出命令行补全脚本（bash、zsh）。',
};

/** Whether the user reads Chinese, as the environment says: LC_ALL, else LC_MESSAGES, else LANG. */
function isChinese({ LC_ALL, LC_MESSAGES, LANG }: Environment): boolean {
  return /^zh/i.test(LC_ALL || LC_MESSAGES || LANG || '');
}

/** Writes the overview of all commands. */
export function writeOverview(commands: ReadonlyMap<string, Command>, environment: Environment): string {
  const inChinese = isChinese(environment);
  const summaryOf = (name: string, { help }: Command) =>
    (inChinese ? chineseSummaries[name] : undefined) ?? help.slice(0, help.indexOf('\n'));
  const lines = Array.from(commands, ([name, command]) => `  ${command.usage}\n      ${summaryOf(name, command)}`);
  if (inChinese)
    return `hansou 汉搜：中文全文搜索

${lines.join('\n\n')}

  hansou <命令> --help      列出一个命令的全部选项（英文）
  hansou --version          版本号

退出码：0 成功，1 失败，2 用法有误。结果写到标准输出，警告和进度写到标准错误。
`;
  return `hansou 汉搜: full-text search for Chinese

${lines.join('\n\n')}

  hansou <command> --help   shows all options of a command
  hansou --version          prints the version

Exit codes: 0 success, 1 failure, 2 wrong usage. Results go to standard output, warnings and progress to standard error.
`;
}
