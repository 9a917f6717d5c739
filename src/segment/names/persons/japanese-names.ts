/**
 * What Japanese names of persons are made of, in simplified characters: 铃木一朗, 渡边真子, 谷口清太郎. The lists were written by hand for
 * hansou.
 */
import { createUnitSet } from '../../../text/units.ts';

/** The logarithm of the share of each of the family names below among all words. */
export const japaneseWeight = -13;
/** The least weight of a usual last character of two, and of the last two of three. */
export const usualGiven = -4;

/** Characters that often end given names. */
export const usualEnds = createUnitSet('子郎男夫雄彦美介助之司一二三');
/** The last of three characters, and what stands before it. */
export const threeEnd = '郎'.charCodeAt(0);
export const threeMiddles = createUnitSet('太次一二三十五四八');

/**
 * The most frequent family names of two and three characters, folded as texts are. Those that are Chinese words or places too are left out (清水, 中山, 青山): before them
 * other words were taken for given names more often than not.
 */
export const japaneseSurnames: readonly string[] = (
  '佐藤 铃木 高桥 田中 伊藤 渡边 渡部 山本 中村 小林 加藤 吉田 山田 佐佐木 山口 松本 井上 木村 斋藤 山崎 阿部 池田 桥本 石川 山下 小川 长谷川 后藤 冈田 近藤 前田 藤田 远藤 坂本 村上 ' +
  '太田 金子 藤井 西村 三浦 竹内 中川 冈本 松田 原田 中野 小野 藤原 石田 小岛 森田 内田 柴田 酒井 原口 宫崎 宫本 高木 安藤 岛田 谷口 大野 高田 丸山 今井 河野 藤本 小山 村田 武田 ' +
  '杉山 增田 平野 菅原 久保 小泉 松井 岩崎 樱井 野口 松尾 木下 菊地 菊池 佐野 大西 滨田 新井 市川 杉本 五十岚 水野 吉川 久保田 山内 川口 松下 川崎 本田 饭田 古川 永井 矢野 岛崎 吉村 星野 ' +
  '松村 秋山 东野 川上 大冢 小松 平田 片山 大久保 横田 荒木 大岛 土屋 田边 熊谷 中田 黑田 川村 八木 冈崎 早川 中西 服部 辻本 堀内 内藤 田口 小田 小池 荒井 浅野 松浦 小野寺 泽田 津田 吉冈 ' +
  '三宅 松冈 江口 远山 栗原 关根 岩本 须藤 岛村 上田 石原 大竹 织田 德川 宫泽 竹下 羽田 细川 小渊 鸠山 野田 麻生 岸田 石破 三木 大平 中曾根 武村 久间 冈光 高野 平山 工藤 阿南 尾崎 水井 ' +
  '川端 芥川 谷崎 三岛 黑泽 北野 沟口 高仓 栗山 安野 中岛 北岛 内村 福原 羽生 浅田 荒川 宇野 香川 长友 柳泽 小笠原 井原 秋田 相马 川岛 大迫 柴崎 武藤 片冈 武宫 依田 宇田川 长谷部 宇都宫 ' +
  '竹之内 海老原 大前 富冈 富田 高岛 高松 青柳 浅井 朝仓 天野 饭岛 饭冢 石冢 石黑 市原 一色 稻田 稻叶 稻垣 今村 岩田 岩井 岩濑 植田 植村 上原 上村 臼井 内山 梅田 梅原 江藤 榎本 大泽 大谷 ' +
  '大畑 大森 冈村 冈野 冈部 奥田 奥村 奥野 小仓 小原 小幡 小室 小谷 尾形 绪方 折田 甲斐 笠原 梶原 梶山 柏木 胜田 门田 金田 兼子 川田 川原 河合 河田 神田 神谷 岸本 北川 北原 木内 君岛 ' +
  '桐野 仓田 洼田 黑川 黑木 桑原 小寺 小坂 小出 近江 权田 坂井 坂口 相泽 相田 樱田 笹川 笹本 佐久间 佐伯 佐竹 佐原 泽村 盐崎 盐川 志贺 志村 筿田 筿原 岛津 庄司 白井 白川 神保 进藤 杉浦 ' +
  '杉田 杉村 杉原 须田 诹访 关谷 濑户 高桑 高濑 高津 高村 泷泽 泷川 竹田 竹中 竹村 武内 武井 立花 田代 田岛 田原 田渊 田端 谷川 田丸 千叶 冢本 冢田 辻井 土井 角田 手冢 寺田 寺岛 寺内 ' +
  '户田 土肥 友田 鸟居 中井 中尾 中谷 长田 长岛 长泽 难波 锅岛 二阶堂 西川 西岛 西尾 西冈 西泽 西野 二宫 沼田 根本 野上 野坂 野村 野崎 野泽 桥爪 畠山 秦野 花冈 速水 原岛 东条 东乡 ' +
  '樋口 日野 平井 平川 平冈 平松 广濑 深田 深泽 福井 福本 福山 藤川 藤村 藤山 藤冈 藤泽 藤崎 藤野 二叶 舟桥 古贺 古屋 北条 星川 细田 堀江 堀田 堀川 本间 本多 前原 前岛 牧野 正冈 益田 ' +
  '松永 松山 松崎 松野 丸田 真田 三上 三田 三谷 三井 三原 水岛 沟田 三桥 皆川 南云 源田 宫川 宫田 宫下 宫内 宫原 宫城 武者小路 村井 村冈 室井 毛利 森本 森冈 森山 森下 守田 门胁 安井 安田 ' +
  '柳田 柳原 矢岛 矢田 山冈 山根 山岸 汤川 汤浅 横井 横内 横尾 吉井 吉原 吉本 吉野 米田 米仓 若林 若松 和久井 渡濑 岛根 夏目 森川 栗田 细野 枝野 玉木 泉田 茂木 萩生田 高市 河井 甘利 二见'
).split(' ');
