import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { repairPages } from '../../../src/text/repair/repair-pages.ts';
import { repairText } from '../../../src/text/repair-text.ts';

const repaired = (...lines: string[]) => repairText(lines.join('\n')).text;

describe('repairText', () => {
  it.each([
    ['closes up characters that are spread over a line', '在新 沟 镇 向 阳 社 区', '在新沟镇向阳社区'],
    ['closes up a line of which a part is spread', '坐 诊 3 天 ，疑 难影像通过5G专', '坐诊3天，疑难影像通过5G专'],
    [
      'closes up spaces beside punctuation in a spread line',
      '增 速 、产 能 增 长 、效 益 增 加 ”的 良 好 态',
      '增速、产能增长、效益增加”的良好态',
    ],
    [
      'closes up spaces beside numbers',
      '（记者李超 刘祥龙）9 月 9 日晚，18 位理事',
      '（记者李超 刘祥龙）9月9日晚，18位理事',
    ],
    ['keeps the space between two names', '（记者李超 刘祥龙）', '（记者李超 刘祥龙）'],
    ['keeps the spaces of a headline of three parts', '动起来 干起来 美起来', '动起来 干起来 美起来'],
    [
      'keeps the spaces of an author who separates Latin words',
      '用 iPhone 拍，用 Mac 剪，传到 iPad 上，共 3 次',
      '用 iPhone 拍，用 Mac 剪，传到 iPad 上，共 3 次',
    ],
    ['closes up a headline of two characters', '公　　告', '公告'],
    ['drops invisible characters', '监\u200b利\ufeff市', '监利市'],
    ['drops indents and spaces at the end of lines', '　　会议强调。  \r\n　　会议要求。\t', '会议强调。\n会议要求。'],
  ])('%s', (_, text, expected) => expect(repairText(text).text).toBe(expected));

  it('joins lines that were broken inside a sentence', () => {
    expect(
      repaired(
        '本报讯（记者刘帆）9月8日，荆河市副市',
        '长、清溪市委书记韩旭主持召开全市疫情防',
        '控工作调度会议，研判当前疫情防控形势，对',
        '当前全市疫情防控工作进行安排部署。',
      ),
    ).toBe(
      '本报讯（记者刘帆）9月8日，荆河市副市长、清溪市委书记韩旭主持召开全市疫情防控工作调度会议，研判当前疫情防控形势，对当前全市疫情防控工作进行安排部署。',
    );
  });

  it('joins a sentence that an empty line interrupts at the end of a column', () => {
    expect(
      repaired(
        '加活动时指出，清溪市铝业行业协会成立后，',
        '全市铝产业集群发展活力十足，特别是近几年',
        '推进产业转型升级，在光伏太阳能电池边框、',
        '在光伏太阳能组件和光伏太阳能光伏太阳能光',
        '',
        '伏支架等领域有较大突破。希望行业协会进一',
        '步坚持创新引领。',
      ),
    ).toContain('光伏太阳能光伏支架等领域');
  });

  it('ends a paragraph after a short line that ends a sentence', () => {
    expect(
      repaired(
        '会议听取了市疫情防控指挥部各工作专班工',
        '作情况的汇报。',
        '会议强调，疫情防控工作容不得丝毫疏漏，',
        '全市上下必须要高度重视。',
      ),
    ).toBe(
      '会议听取了市疫情防控指挥部各工作专班工作情况的汇报。\n会议强调，疫情防控工作容不得丝毫疏漏，全市上下必须要高度重视。',
    );
  });

  it('keeps a section heading apart from the text around it', () => {
    const text = repaired(
      '树起了“村美、人和、民富”的乡村振兴新标',
      '杆，受到群众好评。',
      '',
      '凸显地域特色有亮点',
      '',
      '随着全市专项活动纵深推进，清溪市治',
      '水工作转入攻坚提升阶段。各乡镇依据不同',
      '的资源禀赋创新推出自选动作。',
    );
    expect(text.split('\n\n')[1]).toBe('凸显地域特色有亮点');
  });

  it('keeps the lines of verse, lists and tables', () => {
    const verse = ['一条河从山里来', '带着茶香和石头的话', '它在苇渡歇一歇脚', '就成了母亲'].join('\n');
    expect(repairText(verse).text).toBe(verse);
    const classical = ['床前明月光，', '疑是地上霜。', '举头望明月，', '低头思故乡。'].join('\n');
    expect(repairText(classical).text).toBe(classical);
    const list = ['1. 解包文件', '2. 将软件包安装到系统中', '3. 重启'].join('\n');
    expect(repairText(list).text).toBe(list);
    expect(repaired('名次  代表团    金牌', '1     青藤岭乡  16', '2     苇渡镇    14')).toBe(
      '名次 代表团 金牌\n1 青藤岭乡 16\n2 苇渡镇 14',
    );
  });

  it('joins Latin words with a space, hyphens and broken numbers without', () => {
    const lines = [
      '    在 Linux 主机上启动 shell，除非你处于 GUI 环境下，否则可以按下 Left',
      '    Alt 键和 F1 键在虚拟控制台间切换，每一个字符控制台都允许独立登录账',
      '    户。你可以读 X-',
      '    Window 的手册。',
    ];
    expect(repairText(lines.join('\n')).text).toContain('按下 Left Alt 键和 F1 键');
    expect(repaired('二期达产后年产值可达15亿元，带动就业86', '0人，其中七成是本县人。三十五岁的青年辞')).toContain(
      '就业860人',
    );
  });

  it('joins a line that begins with a number closing a bracket, but not one with a list number', () => {
    const cut = (open: string) =>
      repaired(
        '机房的工程师把邮件服务改到新的端口上，',
        `以后由智能主机的服务监听${open}`,
        '587）的端口，旧的端口不再使用，这一',
        '点请各个村的网络管理员多多留意，不要',
        '再用旧的设置。',
      );
    expect(cut('（25、')).toContain('服务监听（25、587）的端口');
    expect(cut('25、')).toContain('服务监听25、\n587）的端口');
  });

  it('joins lines of Latin words that fill their own block, narrower than the text around it', () => {
    const han = `    ${'检查工程师写的手册'.repeat(4)}，`;
    const block = [
      '    The file name specification of the command line and the menu',
      '    prompt after pressing the key take the regex as described',
      '    below. It can explicitly match a package name using a string',
      '    name, which is followed by the package.',
    ];
    const text = (...lines: string[]) => repaired(han, han, '', ...lines, '', han, han);
    const joined = block.map(line => line.trim()).join(' ');
    expect(text(...block)).toContain(joined);
    // Not if a line had room for the next word,
    const loose = [block[0], '    prompt after pressing the key take the regex as', ...block.slice(2)];
    expect(text(...loose)).toContain('menu\nprompt');
    // in a list whose entries begin with the same characters, in code, or if the lines are single words.
    const entries = ['bullseye', 'bookworm', 'trixie-x'].map(
      name => `    deb http://deb.example.org/debian/ ${name} main contrib`,
    );
    expect(text(...entries)).toContain('contrib\ndeb');
    expect(text(...block.slice(0, 3), '    name = $(which is followed by the package)')).toContain('menu\nprompt');
    const words = ['a', 'b', 'c'].map(name => `    ${name.repeat(9)}.${'example'.repeat(7)}.org/`);
    expect(text(...words)).toContain('org/\nbbbb');
  });

  it('restores a space without which the next word would have fitted into the line', () => {
    // Filled to 40 columns: there was room for Go, but not for a space before it.
    const lines = [
      '    这台机器由工程师装在机房里，工程师的',
      '    记录里写着日期，他们说使用时间是一三',
      '    五，检查时间是二四六，记录共有四十页，',
      '    每一页都有签名，每一页都写着检查时间',
      '    Go 语言写的程序在这里运行了很多年。',
    ];
    const [first, second] = [lines.slice(0, 4), lines.slice(4)];
    const filled = [...first, `    ${'检查'.repeat(8)}了`, ...second].join('\n');
    expect(repairText(filled).text).toContain('了 Go 语言');
    // With one more character there was no room at all, and one Latin word is not a habit.
    const full = [...first, `    ${'检查'.repeat(8)}了查`, ...second].join('\n');
    expect(repairText(full).text).toContain('了查Go 语言');
  });

  it('drops running heads only where pages repeat them', () => {
    const page = (number: number, body: string) =>
      `清溪日报 2022年9月5日 A${number}\n\n${body}\n\n本版编辑：王 校对：李`;
    const text = repairText([page(1, '第一页的正文。'), page(2, '第二页的正文。')].join('\f')).text;
    expect(text).not.toContain('清溪日报');
    expect(text).not.toContain('校对');
    expect(text).toContain('第一页的正文。');
    expect(text).toContain('第二页的正文。');
    expect(repairText(page(1, '只有一页。')).text).toContain('清溪日报');
    const stream = [...repairPages([page(1, '甲。'), page(2, '乙。'), page(3, '丙。')])].map(one => one.text);
    expect(stream).toEqual(['甲。', '乙。', '丙。']);
  });

  it('changes nothing in a text that is not broken', () => {
    const text = '第一段，说了一件事。\n第二段说了另一件，也说得清楚。\n\n第三段。';
    expect(repairText(text).text).toBe(text);
    expect(repairText('').text).toBe('');
    expect(repairText(' \n\u3000\r\n').text).toBe('');
  });

  it('changes nothing when a text is repaired again', () => {
    const page = readFileSync(new URL('../../fixtures/articles/two-run-together.txt', import.meta.url), 'utf8');
    const once = repairText(page).text;
    expect(repairText(once).text).toBe(once);
  });
});

const seed = new URL('../../../../shared/data/seed-page', import.meta.url).pathname;
describe.skipIf(!existsSync(`${seed}.txt`))(`a county newspaper's page (${seed}.txt)`, () => {
  it('has all passages that a careful reader expects', () => {
    const { text } = repairText(readFileSync(`${seed}.txt`, 'utf8'));
    const { repaired: passages } = JSON.parse(readFileSync(`${seed}.expected.json`, 'utf8')) as {
      repaired: { text: string }[];
    };
    for (const passage of passages) expect(text).toContain(passage.text);
  });
});
