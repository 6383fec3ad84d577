"""Given names common in France (the registers of elected people, INSEE's list of first names), to withhold a person's.

A list of names, not of people: a beneficiary whose name holds one, and no word that only bodies use, may be a person.
"""

from typing import Final

GIVEN_NAMES: Final = """
    abdallah abdel abdelkader abel adam adel adele adeline adolphe adrien adrienne adélaïde agathe agnès ahmed aimé
    aimée alain alan alban albane albert alberte alberto alex alexandra alexandre alexia alexis alfred ali alice
    alicia aline alison alizée alphonse amandine amaury ambre amel amina amine amir amélie ana anastasia anaïs andré
    andréa andrée ange angel angela angèle angélique anita ann anna annabelle anne annette annick annie anouk
    anthony antoine antoinette antonin antonio apolline ariane aristide arlette arletty armand armelle arnaud arsène
    arthur astrid aude audrey auguste augustin aurore aurélia aurélie aurélien axel axelle aymeric aziz baptiste
    barbara barthélemy basile bastien benjamin benoît berenger bernadette bernard berthe bertrand blaise blanche
    blandine boris brahim brice brigitte bruno bryan béatrice bénédicte bérengère camille capucine carine carla
    carlos carole caroline catherine cathy chantal charles charline charlotte charly charlène chloé christel
    christelle christian christiane christine christophe christopher claire clara clarisse claude claudette claudia
    claudie claudine clotilde clémence clément clémentine colette coline constance constant coralie corentin corinne
    cyprien cyril cyrille cécile cédric célestin célia céline damien daniel daniela danielle danièle danny david
    delphine denis denise diane didier dimitri djamel dominique donatien dorian doriane dorine dorothée dylan
    déborah désiré edgar edgard edith edmond edwige elodie elsa elvire emma emmanuel emmanuelle enzo erika ernest
    erwan estelle esther eugène eugénie evan eve fabien fabienne fabrice fanny farid fatiha fatima fatma faustine
    ferdinand fernand fernande fernando fiona flavie flavien flora florence florent florian floriane florine
    francine francis francisco franck frank françois françoise freddy frédéric frédérique félicie félicien félix
    gabin gabriel gabrielle gaston gauthier gautier gaël gaëlle gaëtan geneviève geoffrey geoffroy georges georgette
    germain germaine ghislain ghislaine gilbert gilberte gildas gilles gillian gino giovanni giselle gisèle grégoire
    grégory guillaume gustave guy gwenaël gwenaëlle gwendoline gérald géraldine gérard habib hakim hamid hamza
    hassan henri henriette henry hervé hippolyte honoré horace hortense hubert hugo hugues huguette hussein héloïse
    hélène ibrahim ingrid inès iris irène isaac isabelle isidore ismaël ivan jack jackie jacky jacob jacqueline
    jacques jade jamal james jamila jannick jason jean jeanine jeanne jeannette jeannine jennifer jessica jimmy
    joachim joanna jocelyn jocelyne joffrey johan johann johanna johnny jonathan jordan jordane jorge joseph josette
    joshua josiane josy josèphe josé joséphine joyce joël joëlle juan judith jules julia julian juliane julie julien
    julienne juliette justin justine jérémie jérémy jérôme kamel karim karima karine karl kathleen katia kelly kenza
    khadija khaled kilian killian kévin laetitia lara laura laure laureline laurence laurent laurie laurine lilian
    liliane lilou lily lina linda line lionel lisa lise loan lola lorenzo loris lou louane louis louisa louise
    louisette loïc loïck luc luca lucas lucette lucie lucien lucienne lucile lucille ludivine ludovic luis luka
    lydia lydie léa léna léo léon léonard léone léonie léopold madeleine maeva magali magalie magda magdalena malika
    malo manon manuel manuela marc marceau marcel marcelle marcellin margaux margot marguerite maria mariam marianne
    marie marielle marin marina marine mario marion marius marjolaine marjorie marlène marthe martial martin martine
    maryline marylise maryse maryvonne mathias mathieu mathilde mathis mathurin matthias matthieu maud maurice
    mauricette max maxence maxime maximilien maël maëlle maëlys maïté mehdi michaël michel micheline michelle
    michèle miguel mike mireille mohamed mohammed monique morgan morgane mouloud mourad moussa moïse muriel murielle
    mustapha mylène myriam mélanie mélissa mélodie nabil nadia nadine nadège nassim natacha natalia nathalie nathan
    nathanaël naël nelly nestor nicolas nicole nina ninon noa noah nolan nora norbert nordine norman noé noémie noël
    noëlle octave odette odile olga olive olivia olivier omar ophélie oscar pablo paméla pascal pascale pascaline
    patrice patricia patrick paul paula paule paulette pauline pedro perrine philibert philippe philomène pierre
    pierrette pierrick prosper quentin rachel rachid raoul raphaël raphaëlle raymond raymonde rebecca reine renaud
    rené renée reynald ricardo richard rita robert roberto robin rodolphe rodrigue rodrigues roger roland rolande
    romain roman romane romuald ronan rosalie rose roseline rosine roxane ruben rudy régine régis rémi rémy sabine
    sabrina sacha said salim salomé salvatore sam samia samir samira samuel samy sandra sandrine sara sarah saskia
    serge sidonie simon simone sofia sofiane solange solène sonia sophie stanislas steeve stella steve steven
    stéphane stéphanie stéphen suzanne suzette sylvain sylvaine sylvette sylvia sylviane sylvie sébastien ségolène
    sélim séverin séverine tanguy tatiana teddy thibaud thibault thibaut thierry thomas théo théodore théophile
    thérèse tiffany timothée tom tony tristan ulysse ursule valentin valentine valère valérie valéry vanessa vianney
    vicky victoire victor victoria victorien vincent violaine violette virgile virginie vivian viviane vladimir véra
    vérane véronique wilfrid wilfried william willy xavier yacine yael yann yannick yannis yasmina yasmine yoann
    yohan yohann yolande youcef youssef yvan yves yvette yvon yvonne zakaria zohra zoé édouard éliane élie éliott
    élisa élisabeth élise éloïse éléonore émile émilie émilien éric étienne éva évelyne
"""
"""Separated by blanks, lower case, accents kept: a published name may have lost them, or the letters under them."""
