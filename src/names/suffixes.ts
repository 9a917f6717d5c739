/** What places and organisations end with: 镇, 社区, 公司, 协会. */

/** The kinds of names that an ending shows. */
export const SuffixKind = { None: 0, Place: 1, Organisation: 2 } as const;
export type SuffixKind = (typeof SuffixKind)[keyof typeof SuffixKind];

const placeSuffixes =
  '省 市 县 区 州 盟 旗 镇 乡 村 屯 寨 街道 社区 小区 新区 开发区 管理区 园区 景区 风景区 度假区 保护区 新村 古镇 路 街 大街 大道 巷 胡同 弄 桥 大桥 河 江 湖 山 岭 ' +
  '岛 港 湾 峡 溪 潭 泉 沟 坝 水库 公园 广场 农场 林场 渔场 茶场 牧场 分场 机场 车站 火车站 汽车站 客运站 隧道 码头 湿地 花园 花苑 家园 寺 庙 塔 峰 祠 古城 老街 步行街';
const organisationSuffixes =
  '公司 集团 银行 信用社 委员会 协会 学会 商会 联合会 基金会 研究会 促进会 理事会 研究院 研究所 研究中心 大学 学院 中学 小学 幼儿园 学校 党校 技校 医院 卫生院 卫生室 局 厅 ' +
  '管委会 党委 纪委 监委 政法委 中心 实验室 产业园 科技园 工业园 示范园 创业园 合作社 联社 联合社 农场主 报社 日报 晚报 晨报 法院 检察院 公安局 派出所 支队 大队 中队 总队 俱乐部 ' +
  '剧团 剧院 歌舞团 艺术团 代表团 志愿队 博物馆 图书馆 文化馆 体育馆 纪念馆 美术馆 科技馆 事务所 指挥部 工厂 厂 酒店 超市 商场 基地 联盟 出版社 电视台 电台 广播台 工作室 管理处 管理局 服务站 服务队 ' +
  '交易所 设计院 福利院 敬老院 养老院 一中 二中 三中 四中 五中 六中 足球队 篮球队 女排 专班';

const kinds = new Map<string, SuffixKind>([
  ...placeSuffixes.split(' ').map(suffix => [suffix, SuffixKind.Place] as const),
  ...organisationSuffixes.split(' ').map(suffix => [suffix, SuffixKind.Organisation] as const),
]);
const maxSuffixUnits = 4;

/** The longest ending of a word that names have; undefined for none. The ending may be the whole word. */
export function findSuffix(word: string): { readonly kind: SuffixKind; readonly units: number } | undefined {
  for (let units = Math.min(word.length, maxSuffixUnits); units > 0; units--) {
    const kind = kinds.get(word.slice(-units));
    if (kind !== undefined) return { kind, units };
  }
  return undefined;
}
