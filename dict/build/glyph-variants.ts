/**
 * Forms of Han characters that are written in old, Korean and Japanese print and that opencc-js does not turn into simplified
 * ones. Each form stands before its simplified character.
 *
 * The pairs are those of Unihan's kZVariant and kSemanticVariant (Unicode 10, Unicode licence) whose first form is in neither
 * GB 2312 nor, with the exception of a few, Big5, so that it is no character of its own in Chinese text today. They were
 * read one by one; forms that people use in names (堃, 喆, 甯, 邨, 龢) or that mean something else are left out.
 */
export const glyphVariants =
  '乕虎亾亡仭仞伱你侫佞俻备倂并値值倶俱偸偷偹备傁叟兎兔兿艺冄冉冐冒冝宜冦寇冨富冩写凖准凢凡凣凡凨风凴凭刄刃刋刊' +
  '劒剑劔剑劵券卋世厐庞厛厅厰厂叅参叜叟吿告呉吴呌叫呑吞咊和啔启喩喻嚢囊囘回囬回囯国圀国囶国圎圆埀垂塡填塲场' +
  '墖塔壍堑壐玺壷壶壻婿夀寿姉姊妬妒姫姬姸妍娯娱婣姻孼孽宻密宼寇寃冤寕宁寜宁寳宝尅克尓尔尙尚屛屏峩峨崈崇崕崖崘仑' +
  '巵卮巺巽帋纸幚帮幇帮庿庙廏厩廐厩廵巡廸迪廻回廽回弌一弍二彛彝徃往徧遍恠怪恡吝悤匆愽博慙惭憇憩扵于捴总搃总擧举' +
  '攅攒敍叙斈学旹时昬昏昻昂昿旷暎映曡叠疉叠曵曳朖朗朞期朶朵枾柿桒桑椀碗椶棕楳梅槀稿槩概槪概橜橛檝楫櫈凳欵款歗啸' +
  '氷冰汚污淸清湻淳湼涅漑溉潅灌澁涩濳潜濶阔烖灾煑煮熈熙煕熙爼俎牕窗窓窗窻窗牎窗犂犁猨猿珎珍瓈璃甁瓶甆瓷甎砖甞尝' +
  '畆亩畒亩畮亩畧略畱留疎疏皃貌皐皋皷鼓盌碗砿矿鉱矿鑛矿磵涧礮炮秌秋秔粳稉粳稾稿穉稚穐秋穤糯穪称窰窑竃灶竆穷竒奇' +
  '竚伫竝并竪竖竸竞筞策箒帚篭笼糓谷糭粽紥扎絶绝緜绵緖绪繋系纎纤纒缠缷卸羗羌羙美羮羹翄翅聡聪聦聪聨联聫联聮联聼听' +
  '肧胚胷胸脇胁臯皋舎舍舗铺舩船菓果萠萌葢盖蔴麻蕋蕊蘂蕊蘓苏蘯荡蝿蝇蠏蟹蠧蠹衂衄衞卫襃褒覊羁覔觅覩睹讃赞譌讹' +
  '豓艳貮贰賍赃賔宾踨踪躰体軆体躱躲軰辈輙辄輭软辢辣辤辞逰游迯逃遟迟邉边郞郎鄕乡酧酬醻酬銕铁鐡铁鎻锁鏁锁閇闭閙闹' +
  '闗关隂阴隣邻隷隶靑青靭韧靱韧鞌鞍韈袜韤袜韮韭頋顾顋腮顚颠飜翻飡餐飮饮餙饰餝饰餠饼馿驴駈驱駞驼騐验髙高鬂鬓鬦斗' +
  '鬪斗鬬斗鬭斗鰕虾鱓鳝鵞鹅鷄鸡鹻碱麁粗麫面鼈鳖鼔鼓齅嗅齩咬戸户伝传恊协曁暨';
