/** What `hansou` prints without a command, and with `--help`, in English or Chinese. */
import { chineseHelp } from './chinese-help.ts';
import type { Command } from './command.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether the user reads Chinese, as the environment says: LC_ALL, else LC_MESSAGES, else LANG. */
function isChinese({ LC_ALL, LC_MESSAGES, LANG }: Environment): boolean {
  return /^zh/i.test(LC_ALL || LC_MESSAGES || LANG || '');
}

function helpOf(name: string, { help }: Command, environment: Environment): string {
  return (isChinese(environment) ? chineseHelp[name] : undefined) ?? help;
}

/** Writes the help of a command. */
export function writeHelp(name: string, command: Command, environment: Environment): string {
  return `${command.usage}\n\n${helpOf(name, command, environment)}\n`;
}

/** Writes the overview of all commands. */
export function writeOverview(commands: ReadonlyMap<string, Command>, environment: Environment): string {
  const inChinese = isChinese(environment);
  const lines = Array.from(commands, ([name, command]) => {
    const [summary] = helpOf(name, command, environment).split('\n', 1);
    return `  ${command.usage}\n      ${summary}`;
  });
  if (inChinese)
    return `hansou 汉搜：中文全文搜索

${lines.join('\n\n')}

  hansou <命令> --help      列出一个命令的全部选项
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
