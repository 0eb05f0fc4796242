/** Seventy-five rivers as text, a line each: round figures as reference works give them. Data only. */

/** Name|local name|continent|countries|length in km|basin in km²|discharge in m³/s|flows into. */
export const riverTable = `
Nile|النيل|Africa|Egypt, Sudan, Uganda|6650|3254555|2830|Mediterranean Sea
Amazon|Amazonas|South America|Brazil, Peru, Colombia|6400|7000000|209000|Atlantic Ocean
Yangtze|长江|Asia|China|6300|1800000|31900|East China Sea
Mississippi|Mississippi|North America|United States|3766|2980000|16792|Gulf of Mexico
Yenisei|Енисей|Asia|Russia, Mongolia|3487|2580000|19600|Kara Sea
Yellow River|黄河|Asia|China|5464|752546|2571|Bohai Sea
Ob|Обь|Asia|Russia|3650|2972497|12475|Gulf of Ob
Paraná|Paraná|South America|Brazil, Paraguay, Argentina|4880|2582672|17290|Río de la Plata
Congo|Kongo|Africa|DR Congo, Congo|4700|4014500|41200|Atlantic Ocean
Amur|黑龙江|Asia|Russia, China|2824|1855000|11400|Sea of Okhotsk
Lena|Лена|Asia|Russia|4294|2490000|16871|Laptev Sea
Mekong|แม่น้ำโขง|Asia|China, Laos, Cambodia, Vietnam|4350|795000|16000|South China Sea
Mackenzie|Deh Cho|North America|Canada|1738|1805200|9910|Beaufort Sea
Niger|Joliba|Africa|Mali, Niger, Nigeria|4180|2117700|5589|Gulf of Guinea
Murray|Millewa|Australia|Australia|2508|1061469|767|Southern Ocean
Tocantins|Tocantins|South America|Brazil|2450|764183|13598|Atlantic Ocean
Volga|Волга|Europe|Russia|3530|1360000|8060|Caspian Sea
Indus|سندھو|Asia|Pakistan, India, China|3180|1165000|6930|Arabian Sea
Euphrates|الفرات|Asia|Turkey, Syria, Iraq|2800|500000|356|Persian Gulf
Madeira|Madeira|South America|Brazil, Bolivia|3250|1420000|31200|Amazon
Purus|Purus|South America|Brazil, Peru|3211|368864|8400|Amazon
Yukon|Yukon|North America|United States, Canada|3190|854696|6430|Bering Sea
São Francisco|Velho Chico|South America|Brazil|2914|641000|2943|Atlantic Ocean
Syr Darya|Сырдария|Asia|Kazakhstan, Uzbekistan|2212|402760|703|Aral Sea
Salween|သံလွင်မြစ်|Asia|China, Myanmar|2815|324000|4978|Andaman Sea
Saint Lawrence|Fleuve Saint-Laurent|North America|Canada, United States|1197|1344200|16800|Gulf of Saint Lawrence
Rio Grande|Río Bravo|North America|United States, Mexico|3051|570000|68|Gulf of Mexico
Lower Tunguska|Нижняя Тунгуска|Asia|Russia|2989|473000|3680|Yenisei
Brahmaputra|ब्रह्मपुत्र|Asia|China, India, Bangladesh|3848|712035|19825|Ganges
Danube|Donau|Europe|Germany, Austria, Hungary, Romania|2850|801463|6452|Black Sea
Zambezi|Kasambabezi|Africa|Zambia, Zimbabwe, Mozambique|2574|1390000|3424|Indian Ocean
Ganges|गंगा|Asia|India, Bangladesh|2525|1016124|16648|Bay of Bengal
Amu Darya|Амударё|Asia|Tajikistan, Uzbekistan|2540|534739|1400|Aral Sea
Japurá|Caquetá|South America|Colombia, Brazil|2820|289000|18122|Amazon
Nelson|Nelson|North America|Canada|644|1093442|2370|Hudson Bay
Paraguay|Paraguái|South America|Brazil, Paraguay|2695|900000|2700|Paraná
Kolyma|Колыма|Asia|Russia|2129|644000|3800|East Siberian Sea
Orinoco|Orinoco|South America|Venezuela, Colombia|2140|989000|37740|Atlantic Ocean
Ural|Жайық|Europe|Russia, Kazakhstan|2428|237000|400|Caspian Sea
Tigris|دجلة|Asia|Turkey, Iraq|1900|375000|1014|Persian Gulf
Colorado|Colorado|North America|United States, Mexico|2333|637137|640|Gulf of California
Dnieper|Дніпро|Europe|Ukraine, Belarus, Russia|2201|504000|1670|Black Sea
Araguaia|Araguaia|South America|Brazil|2627|358125|5510|Tocantins
Arkansas|Ne Shutsa|North America|United States|2364|435123|1155|Mississippi
Columbia|Nch’i-Wàna|North America|United States, Canada|2000|668000|7500|Pacific Ocean
Irrawaddy|ဧရာဝတီမြစ်|Asia|Myanmar|2210|413710|13000|Andaman Sea
Xi River|西江|Asia|China|2197|437000|7410|South China Sea
Senegal|Sénégal|Africa|Mali, Mauritania, Senegal|1641|419575|650|Atlantic Ocean
Don|Дон|Europe|Russia|1870|425600|935|Sea of Azov
Orange|Gariep|Africa|Lesotho, South Africa|2200|973000|365|Atlantic Ocean
Kama|Кама|Europe|Russia|1805|507000|4100|Volga
Pechora|Печора|Europe|Russia|1809|322000|4380|Barents Sea
Limpopo|Vhembe|Africa|South Africa, Mozambique|1750|415000|170|Indian Ocean
Darling|Baaka|Australia|Australia|1472|609283|100|Murray
Magdalena|Magdalena|South America|Colombia|1528|257438|7200|Caribbean Sea
Godavari|గోదావరి|Asia|India|1465|312812|3505|Bay of Bengal
Northern Dvina|Северная Двина|Europe|Russia|744|357052|3332|White Sea
Dniester|Дністер|Europe|Ukraine, Moldova|1362|68627|310|Black Sea
Rhine|Rhein|Europe|Switzerland, Germany, Netherlands|1230|185000|2900|North Sea
Elbe|Labe|Europe|Czechia, Germany|1094|148268|870|North Sea
Vistula|Wisła|Europe|Poland|1047|194424|1080|Baltic Sea
Tagus|Tejo|Europe|Spain, Portugal|1007|80100|500|Atlantic Ocean
Loire|Loire|Europe|France|1012|117000|835|Atlantic Ocean
Meuse|Maas|Europe|France, Belgium, Netherlands|950|34548|350|North Sea
Tisza|Tisa|Europe|Ukraine, Hungary, Serbia|966|157186|920|Danube
Ebro|Ebre|Europe|Spain|930|80093|426|Mediterranean Sea
Douro|Duero|Europe|Spain, Portugal|897|98400|700|Atlantic Ocean
Oder|Odra|Europe|Czechia, Poland, Germany|854|119074|574|Baltic Sea
Rhône|Rôno|Europe|Switzerland, France|813|98000|1710|Mediterranean Sea
Krishna|కృష్ణా|Asia|India|1400|258948|2213|Bay of Bengal
Seine|Seine|Europe|France|777|79000|560|English Channel
Po|Padus|Europe|Italy|652|74000|1540|Adriatic Sea
Chao Phraya|แม่น้ำเจ้าพระยา|Asia|Thailand|372|160400|718|Gulf of Thailand
Shinano|信濃川|Asia|Japan|367|11900|518|Sea of Japan
Thames|Tamesis|Europe|United Kingdom|346|12935|66|North Sea
`;

/** What the keepers of the stations wrote, word for word: awkward for anything that makes a spreadsheet of it. */
export const remarks: Readonly<Record<string, string>> = {
  Nile: '=SUM(A1:A9)',
  Yangtze: '三峡大坝, "Three Gorges", since 2003',
  Yenisei: '+7 391 000 00 00',
  Paraná: '@gauge-parana',
  Congo: 'Deepest river: 220 m, more or less',
  Mekong: "-2+3+cmd|' /C calc'!A0",
  Volga: 'First line\nSecond line\nThird, with a comma',
  Euphrates: '=HYPERLINK("/rivers/tigris","see the Tigris")',
  Brahmaputra: '<b>not bold</b> & "quoted"',
  Danube: '+10 countries',
  Zambezi: "'already quoted",
  'São Francisco': 'Ação; café; naïve',
  Amur: '\t=1+1',
  Columbia: '14 dams, "the most dammed"',
  Rhine: '@rhein',
  Rhône: '=cmd|"/c calc"!A1',
  Seine: '“Paris”, 1910: 8,62 m',
  Thames: 'Tidal below Teddington,\nthen not',
};
