/** Family names of more than one character. */
export const compoundSurnames: readonly string[] = (
  '欧阳 司马 上官 诸葛 夏侯 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 端木 申屠 宇文 长孙 独孤 南宫 闻人 呼延 拓跋 淳于 单于 轩辕 百里 钟离 澹台 公冶 太叔 ' +
  '濮阳 赫连 第五 鲜于 东郭 西门 南门 万俟 宗政 谷梁 乐正 完颜 耶律 纳兰 那拉 爱新觉罗'
).split(' ');
